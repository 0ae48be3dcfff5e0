// Finds the formulas of a text. Each is { latex, display, line } with the line, from 1, on which its LaTeX begins;
// a formula that never ends has an `error` instead of being renderable.

const environments = ['equation', 'align', 'gather', 'alignat'].flatMap(name => [name, `${name}*`]);

// What is blanked keeps its length and its lines, so that positions stay true.
const blank = text => text.replace(/[^\n]/g, ' ');

const lineOf = (text, position) => text.slice(0, position).split('\n').length;

/** Markdown: `$…$`, `` $`…`$ ``, `$$…$$` and fences called math; code, comments and front matter are passed over. */
export function fromMarkdown(source) {
  const formulas = [];
  let text = source.replace(/\r\n/g, '\n')
    .replace(/^---\n[\s\S]*?\n---(?=\n|$)/, blank)
    .replace(/^[ ]{0,3}(> ?)+/gm, blank);
  text = takeFences(text, formulas);
  text = text.replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/\$`([^`]+)`\$/g, (whole, latex, at) => {
      formulas.push({ latex, display: false, line: lineOf(text, at) });
      return blank(whole);
    })
    .replace(/(?<![`\\])(`+)(?!`)(?:(?!\n[ ]*\n)[\s\S])*?(?<!`)\1(?!`)/g, blank);
  scan(text, (at) => dollar(text, at, true), formulas);
  return formulas.sort((a, b) => a.line - b.line);
}

/** LaTeX: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and the displays of amsmath, passed whole; labels are left out. */
export function fromTex(source) {
  const formulas = [];
  let text = withoutComments(source);
  const begin = text.indexOf('\\begin{document}'), end = text.indexOf('\\end{document}');
  text = blank(text.slice(0, begin + 1)) + text.slice(begin + 1, end < 0 ? undefined : end);
  scan(text, at => dollar(text, at, false) ?? delimited(text, at), formulas);
  return formulas.map(formula => ({ ...formula, latex: formula.latex.replace(/\\label\s*\{[^{}]*\}/g, '') }));
}

/** What a LaTeX document defines with \newcommand, \def or \DeclareMathOperator, as KaTeX takes it. */
export function macrosOf(source) {
  const text = withoutComments(source), macros = {};
  const definition = /\\(newcommand|renewcommand|providecommand|DeclareMathOperator|def)(\*?)\s*\{?(\\[A-Za-z]+)\}?\s*(?:\[\d\]|(?:#\d)*)\s*\{/g;
  for (const match of text.matchAll(definition)) {
    const start = match.index + match[0].length, end = closing(text, start, '}', true);
    const body = text.slice(start, end ?? start);
    macros[match[3]] = match[1] === 'DeclareMathOperator' ? `\\operatorname${match[2]}{${body}}` : body;
  }
  return macros;
}

/** Lines of {"id", "latex", "display"}. */
export function fromJsonLines(source) {
  return source.split('\n').flatMap((json, index) => {
    if (json.trim() === '') return [];
    const line = index + 1;
    try {
      const { id, latex, display } = JSON.parse(json);
      return typeof latex === 'string'
        ? [{ id, latex, display: display === true, line }]
        : [{ latex: json, line, error: 'no "latex" in this line' }];
    } catch (error) {
      return [{ latex: json, line, error: error.message }];
    }
  });
}

// Fences of three or more ` or ~; those called math are formulas, all are blanked.
function takeFences(text, formulas) {
  let fence = null;
  const lines = text.split('\n').map((content, index) => {
    const mark = content.match(/^\s*(`{3,}|~{3,})\s*([^`]*)$/);
    if (fence === null) {
      if (mark === null) return content;
      fence = { mark: mark[1], math: mark[2].trim() === 'math', line: index + 2, latex: [] };
    } else if (mark !== null && mark[2].trim() === '' && mark[1].startsWith(fence.mark)) {
      if (fence.math) formulas.push({ latex: fence.latex.join('\n'), display: true, line: fence.line });
      fence = null;
    } else {
      fence.latex.push(content);
    }
    return blank(content);
  });
  if (fence?.math) formulas.push({ latex: fence.latex.join('\n'), display: true, line: fence.line, error: 'the math fence is not closed' });
  return lines.join('\n');
}

// Walks over a text, a backslash and what it escapes at once; `formulaAt` gives { start, end, next, display } or nothing.
function scan(text, formulaAt, formulas) {
  for (let at = 0; at < text.length;) {
    const found = formulaAt(at);
    if (!found) {
      at += text[at] === '\\' ? 2 : 1;
      continue;
    }
    const { start, end, next, display, error } = found;
    formulas.push({ latex: text.slice(start, end), display, line: lineOf(text, start), ...(error && { error }) });
    at = next;
  }
}

function dollar(text, at, markdown) {
  if (text[at] !== '$') return undefined;
  if (text[at + 1] === '$') return between(text, at, at + 2, '$$', true);
  if (!markdown) return between(text, at, at + 1, '$', false);

  // A dollar sign of prose: followed by a space, or never closed within its paragraph by one that follows no space and precedes no digit.
  const paragraph = text.slice(0, at + 1 + (text.slice(at + 1).match(/\n[ ]*\n|$/).index));
  if (/\s|^$/.test(text[at + 1] ?? '')) return undefined;
  const isEnd = end => !/\s/.test(paragraph[end - 1]) && !/[0-9]/.test(paragraph[end + 1] ?? '');
  const end = closing(paragraph, at + 1, '$', true, isEnd) ?? closing(paragraph, at + 1, '$', false, isEnd);
  return end === undefined ? undefined : { start: at + 1, end, next: end + 1, display: false };
}

function delimited(text, at) {
  if (text[at] !== '\\') return undefined;
  if (text[at + 1] === '[') return between(text, at, at + 2, '\\]', true);
  if (text[at + 1] === '(') return between(text, at, at + 2, '\\)', false);
  const name = /^\\begin\{([a-z]+\*?)\}/.exec(text.slice(at, at + 40))?.[1];
  if (!environments.includes(name)) return undefined;
  const found = between(text, at, at + 1, `\\end{${name}}`, true);
  return found.error ? found : { ...found, start: at, end: found.next };
}

function between(text, at, start, closer, display) {
  const end = closing(text, start, closer, closer === '$');
  return end === undefined
    ? { start, end: Math.min(text.length, start + 60), next: text.length, display, error: `no ${closer} closes what begins here` }
    : { start, end, next: end + closer.length, display };
}

// Where a closer stands, not escaped and, on demand, outside of braces.
function closing(text, start, closer, outsideBraces, accepts = () => true) {
  for (let at = start, depth = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith(closer, at) && (depth === 0 || !outsideBraces) && accepts(at)) return at;
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
  }
  return undefined;
}

function withoutComments(source) {
  return source.replace(/\r\n/g, '\n')
    .replace(/\\begin\{(verbatim|lstlisting|comment)\*?\}[\s\S]*?\\end\{\1\*?\}/g, blank)
    .replace(/\\verb\*?([^A-Za-z\s*]).*?\1/g, blank)
    .replace(/(?<!\\)((?:\\\\)*)%.*/g, (whole, before) => before + blank(whole.slice(before.length)));
}
