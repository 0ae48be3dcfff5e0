import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fromJsonLines, fromMarkdown, fromTex, macrosOf } from './formulas.mjs';

const folder = mkdtempSync(join(tmpdir(), 'formulas'));
after(() => rmSync(folder, { recursive: true }));

const short = formulas => formulas.map(f => `${f.line}${f.display ? 'D' : 'i'} ${f.error ? `! ${f.error}` : f.latex}`);

function validate(files) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stdout } = spawnSync(process.execPath, [
    new URL('validate.mjs', import.meta.url).pathname, ...Object.keys(files).map(name => join(folder, name)),
  ], { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n').map(line => line.replace(`${folder}/`, '')) };
}

test('Markdown: inline, display and fenced formulas, in the order of their lines', () => assert.deepEqual(short(fromMarkdown(String.raw`---
layout: "$no$"
---
The gradient $\nabla f$ and $`+'`'+String.raw`x_1`+'`'+String.raw`$.

$$
A x = b
$$

> $$y$$

`+'```math\n\\begin{aligned}\na &= b\n\\end{aligned}\n```\n'+String.raw`Half a line $a \text{ if $b$ and } c$, then $d$.
`)), [
  '4i x_1', '4i \\nabla f', '6D \nA x = b\n', '10D y', '13D \\begin{aligned}\na &= b\n\\end{aligned}', '17i a \\text{ if $b$ and } c', '17i d',
]));

test('Markdown: code, comments, prices and escapes are no formulas', () => assert.deepEqual(short(fromMarkdown([
  'Use `$HOME` and ``a ` $b$``, pay $5 or $6, \\$x\\$ and $ y $.', '```sh', 'echo $HOME $x$', '```', '<!-- $c$ -->', '', 'A lone $x', '', 'and y$.', '~~~', '$z$', '```', '~~~',
].join('\n'))), []));

test('Markdown: what is not closed is told', () => {
  assert.deepEqual(short(fromMarkdown('a\n$$\nx\n')), ['2D ! no $$ closes what begins here']);
  assert.deepEqual(short(fromMarkdown('```math\nx\n')), ['2D ! the math fence is not closed']);
  assert.deepEqual(short(fromMarkdown('$a {b$')), ['1i a {b']);
});

test('LaTeX: displays are passed whole, without labels', () => assert.deepEqual(short(fromTex(String.raw`\newcommand{\R}{$no$}
\begin{document}
Let $x$ \% cost \$5 % not $this$
be \(y\). \[ z \] $$ w $$
\begin{align*}
  a &= b \label{eq:a} \\[2pt] &= c
\end{align*}
\begin{verbatim}
$v$
\end{verbatim}
\verb|$u$| line\\[3pt] next
\begin{equation}\tag{1} e \end{equation}
\end{document}
$after$`)), [
  '3i x', '4i y', '4D  z ', '4D  w ', '5D \\begin{align*}\n  a &= b  \\\\[2pt] &= c\n\\end{align*}', '12D \\begin{equation}\\tag{1} e \\end{equation}',
]));

test('LaTeX: what is not closed is told', () => {
  assert.deepEqual(short(fromTex('a\n\\[ x')), ['2D ! no \\] closes what begins here']);
  assert.deepEqual(short(fromTex('\\begin{align} x')), ['1D ! no \\end{align} closes what begins here']);
});

test('LaTeX: definitions become macros', () => assert.deepEqual(
  macrosOf(String.raw`\newcommand{\R}{\mathbb{R}} \newcommand\half[1]{\frac{#1}{2}} \DeclareMathOperator{\tr}{tr} \def\T{^\top} % \def\no{x}`),
  { '\\R': '\\mathbb{R}', '\\half': '\\frac{#1}{2}', '\\tr': '\\operatorname{tr}', '\\T': '^\\top' }));

test('Lines of JSON', () => assert.deepEqual(
  short(fromJsonLines('{"id":"a","latex":"x","display":true}\n\n{"id":"b"}\n')), ['1D x', '3i ! no "latex" in this line']));

test('Formulas that render', () => assert.deepEqual(validate({
  'good.md': '$x \\odot y$\n',
  'good.tex': '\\DeclareMathOperator{\\tr}{tr}\n\\begin{document}\n\\begin{align*}\n d\\tr(AX) &= \\tr(A\\,dX) \\\\\n &= b \\tag{1}\n\\end{align*}\n\\end{document}\n',
  'good.formulas.jsonl': '{"id":"a","latex":"x \\\\tag{1}","display":true}\n',
}), { status: 0, lines: ['3 formulas, 0 rejected'] }));

test('Formulas that do not render are told with their place', () => {
  const { status, lines } = validate({
    'bad.md': 'One\n$$\na\n\\foo\n$$\n$é$ $x \\tag{1}$\n',
    'bad.tex': '\n\\begin{align*}\na & b\n',
    'bad.formulas.jsonl': '\n{"id":"case-7","latex":"a_{","display":false}\n',
  });
  assert.equal(status, 1);
  assert.match(lines[0], /^bad\.md:4: Undefined control sequence: \\foo/);
  assert.equal(lines[2], '    \\foo');
  const places = lines.filter(line => !line.startsWith('    ')).map(line => line.split(': ').slice(0, 2).join(': '));
  assert.equal(places[1].slice(0, 9), 'bad.md:6:');
  assert.equal(places[2].slice(0, 9), 'bad.md:6:');
  assert.equal(places[3], 'bad.tex:2: no \\end{align*} closes what begins here');
  assert.equal(places[4], 'bad.formulas.jsonl:2: case-7');
  assert.equal(lines.at(-1), '5 formulas, 5 rejected');
});

test('A file of another kind is refused', () => assert.equal(validate({ 'page.html': '$x$' }).status, 2));
