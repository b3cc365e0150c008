// Reads a JSON array of queries, one text each, and writes for each what Microsoft's parser says of it and the columns
// that it yields. The tables are those of Application Insights, with the columns that the queries may use.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');

const { KustoCode, GlobalState, Symbols } = globalThis.Kusto.Language;
const common = 'timestamp: datetime, itemCount: int, itemType: string, _BilledSize: real, cloud_RoleInstance: string';
const schema = {
  requests: 'name: string, resultCode: string, success: string, duration: real',
  traces: 'message: string, severityLevel: int',
  exceptions: 'type: string, problemId: string, outerMessage: string, severityLevel: int',
  dependencies: 'name: string, type: string, target: string, success: string, duration: real, resultCode: string',
};
const tables = Object.entries(schema).map(
  ([name, columns]) => Symbols.TableSymbol.From(`(${common}, ${columns})`).WithName(name));
const database = new Symbols.DatabaseSymbol.$ctor1('logs', tables);
const globals = GlobalState.Default.WithDatabase(database);

const answers = JSON.parse(readFileSync(0, 'utf8')).map((query) => {
  const code = KustoCode.ParseAndAnalyze(query, globals);
  return {
    complaints: list(code.GetDiagnostics()).map((one) => `${one.Code} ${one.Message}`),
    columns: list(code.ResultType?.Columns).map((column) => column.Name),
  };
});
process.stdout.write(JSON.stringify(answers));

function list(items) {
  return items ? Array.from({ length: items.Count }, (_, at) => items.getItem(at)) : [];
}
