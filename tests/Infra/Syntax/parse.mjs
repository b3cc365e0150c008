// For each line of standard input, a JSON array of Bicep sources, writes a line: a JSON array of their syntax trees.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
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

for await (const line of createInterface({ input: process.stdin })) {
  const trees = JSON.parse(line).map((source) => tree(parser.parse(source).rootNode, null));
  process.stdout.write(`${JSON.stringify(trees)}\n`);
}
