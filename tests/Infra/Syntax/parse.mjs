// Reads a JSON array of Bicep sources from standard input, writes a JSON array of their syntax trees.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
parser.setLanguage(await Language.load(grammar));

const tree = (node, field) => ({
  kind: node.type,
  field,
  isNamed: node.isNamed,
  isError: node.isError || node.isMissing,
  start: node.startIndex,
  end: node.endIndex,
  line: node.startPosition.row + 1,
  children: node.children.map((child, index) => tree(child, node.fieldNameForChild(index))),
});

const sources = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(sources.map((source) => tree(parser.parse(source).rootNode, null))));
