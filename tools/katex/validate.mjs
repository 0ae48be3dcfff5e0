// Renders every formula of documents with KaTeX, strictly.
//   node tools/katex/validate.mjs FILE|FOLDER…
// Reads .md, .tex and .formulas.jsonl; a folder is read through, and its other files are passed over.
// Each rejected formula is told with its place; the last line is `N formulas, M rejected`.
// Exit code 0: all render; 1: some do not; 2: the arguments can't be read.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { fromJsonLines, fromMarkdown, fromTex, macrosOf } from './formulas.mjs';

// What an article says of its pages, of which KaTeX has none.
const withoutPages = text => text.replace(/\\interdisplaylinepenalty=\d+/g, '');

const readers = {
  '.md': text => ({ formulas: fromMarkdown(text) }),
  '.tex': text => ({ formulas: fromTex(withoutPages(text)), macros: macrosOf(text) }),
  '.formulas.jsonl': text => ({ formulas: fromJsonLines(text) }),
};

const readerOf = path => readers[Object.keys(readers).find(extension => path.endsWith(extension))];

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).filter(name => name !== 'node_modules' && !name.startsWith('.')).sort()
    .map(name => join(path, name))
    .flatMap(entry => statSync(entry).isDirectory() || readerOf(entry) ? filesOf(entry) : []);
}

// Null where the formula renders, else what is wrong and on which line of the file.
function rejection(formula, macros) {
  if (formula.error) return { line: formula.line, reason: formula.error };
  try {
    katex.renderToString(formula.latex, {
      displayMode: formula.display, throwOnError: true, strict: 'error', trust: false, maxExpand: 1e6, macros: { ...macros },
    });
    return null;
  } catch (error) {
    const lines = formula.id === undefined ? formula.latex.slice(0, error.position ?? 0).split('\n').length - 1 : 0;
    return { line: formula.line + lines, reason: error.rawMessage ?? error.message };
  }
}

const paths = process.argv.slice(2);
const wrong = paths.find(path => !existsSync(path) || !(statSync(path).isDirectory() || readerOf(path)));
if (paths.length === 0 || wrong !== undefined) {
  console.error(wrong === undefined ? 'usage: validate.mjs FILE|FOLDER…' : `${wrong}: neither a folder nor a .md, .tex or .formulas.jsonl file`);
  process.exit(2);
}

let count = 0, rejected = 0;
for (const file of paths.flatMap(filesOf)) {
  const { formulas, macros } = readerOf(file)(readFileSync(file, 'utf8'));
  for (const formula of formulas) {
    count++;
    const found = rejection(formula, macros);
    if (found) {
      rejected++;
      console.log(`${file}:${found.line}: ${formula.id === undefined ? '' : `${formula.id}: `}${found.reason}`);
      console.log(`    ${formula.latex.trim().replace(/\s*\n\s*/g, '\n    ')}`);
    }
  }
}

console.log(`${count} formulas, ${rejected} rejected`);
process.exitCode = rejected > 0 ? 1 : 0;
