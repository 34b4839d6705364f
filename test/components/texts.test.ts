import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { expect, test } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

const COMPONENTS = join(import.meta.dirname, '../../components');

/** Attributes that are read out, or shown as one points at them. */
const READ_OUT =
  /^(title|placeholder|alt|label|aria-(label|description|roledescription|valuetext))$/;

/** Words of HTTP, the same in every language. */
const WORDS_OF_HTTP = ['POST', 'OPTIONS'];

test.each([
  ['a text', '<p>Hello</p>', ['Hello']],
  ['one of two texts', '<p>{done ? "Done" : t("notDone")}</p>', ['Done']],
  ['a text behind a condition', '<p>{fails && `${count} failed`}</p>', ['failed']],
  ['a text that is put together', '<p>{"At " + time}</p>', ['At']],
  ['a title', '<p title="Hello">{t("hello")}</p>', ['Hello']],
  ['a name that is read out', '<p aria-label={`Close ${name}`} />', ['Close']],
  ['a text in a list', '<ul>{all.map((one) => <li>Item {one}</li>)}</ul>', ['Item']],
  [
    'neither ids, classes and kinds nor signs',
    '<p class="a">{kind === "b" && t("c")} ✖ {"·"}</p>',
    [],
  ],
])('found is %s', (_what, source, texts) => {
  expect(literalTexts(source)).toEqual(texts);
});

const files = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' });

test.each(files.filter((file) => file.endsWith('.tsx')))(
  'no text is left to English in %s',
  (file) => {
    const texts = literalTexts(readFileSync(join(COMPONENTS, file), 'utf8'));
    // A component may take a message's id as its title.
    const isFine = (text: string) => Object.hasOwn(messages, text) || WORDS_OF_HTTP.includes(text);
    expect(texts.filter((text) => !isFine(text))).toEqual([]);
  },
);

/** What a component draws or has read out by itself, in words, rather than by a message's id. */
function literalTexts(source: string): string[] {
  const texts: string[] = [];
  const note = (text: string) => {
    if (/\p{L}/u.test(text)) texts.push(text.trim());
  };

  function noteDrawn(node: ESTree.Node | null): void {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- nothing else draws a text
    switch (node?.type) {
      case 'JSXText':
        return note(node.value);
      case 'JSXExpressionContainer':
        return noteDrawn(node.expression);
      case 'Literal':
        return typeof node.value === 'string' ? note(node.value) : undefined;
      case 'TemplateLiteral':
        return node.quasis.forEach(({ value }) => note(value.cooked ?? value.raw));
      case 'ConditionalExpression':
        return [node.consequent, node.alternate].forEach(noteDrawn);
      case 'LogicalExpression':
        return [node.left, node.right].forEach(noteDrawn);
      case 'BinaryExpression':
        return node.operator === '+' ? [node.left, node.right].forEach(noteDrawn) : undefined;
      default:
        return undefined;
    }
  }

  const { program } = parseSync('component.tsx', source);
  new Visitor({
    JSXElement: ({ children }) => children.forEach(noteDrawn),
    JSXFragment: ({ children }) => children.forEach(noteDrawn),
    JSXAttribute: ({ name, value }) => {
      if (name.type === 'JSXIdentifier' && READ_OUT.test(name.name)) noteDrawn(value);
    },
  }).visit(program);
  return texts;
}
