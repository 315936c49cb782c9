import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLinks } from './check-links.ts'

const guide = [
  '# Guide to `connect`',
  '## What, why & how?',
  '## Same',
  '## Same',
  '## [Linked](https://example.com) heading ##',
  '<a id="by-hand"></a>',
  '## Grüße_und',
  '```',
  '# Not a heading',
  '```',
].join('\n')

function problemsIn(readme: string): string[] {
  const files = new Map([
    ['README.md', readme],
    ['docs/guide.md', guide],
    ['docs/a b.md', '[up](../README.md) [aside](guide.md) [root](/docs/guide.md#same)'],
    ['packages/vault/src/seal.ts', ''],
  ])
  return checkLinks(files).map(({ path, line, what }) => `${path}:${line} ${what}`)
}

const good = [
  '[guide](docs/guide.md) and [again](./docs/guide.md "with a title")',
  '[guide](docs/guide.md#guide-to-connect)',
  '[guide](docs/guide.md#what-why--how)',
  '[first](docs/guide.md#same) [second](docs/guide.md#same-1)',
  '[linked](docs/guide.md#linked-heading) [by hand](docs/guide.md#by-hand) [grüße](docs/guide.md#gr%C3%BC%C3%9Fe_und)',
  '[folder](docs) [folder](docs/) [here](.) [package](packages/vault)',
  '[lines](packages/vault/src/seal.ts#L10-L20)',
  '[spaces](docs/a%20b.md) [spaces](<docs/a b.md>)',
  '[there](https://example.com/no.md) <https://example.com> [mail](mailto:a@example.com) [other](//example.com/a)',
  '`[code](no.md)` and ``[code](no.md) ` ``',
  '```md\n[code](no.md)\n```',
  '~~~~\n```\n[code](no.md)\n~~~~',
  '# Here\n[here](#here)',
  '[by reference][guide]\n\n[guide]: docs/guide.md',
  '![picture](packages/vault/src/seal.ts) <a href="docs/guide.md">html</a>',
  'an item[0] (of a list) is no link',
]

for (const text of good)
  test(`leads somewhere: ${JSON.stringify(text)}`, () => assert.deepEqual(problemsIn(text), []))

const bad: readonly (readonly [text: string, problem: string])[] = [
  ['[gone](docs/gone.md)', 'README.md:1 links to docs/gone.md, but there is no docs/gone.md'],
  ['text\n\n![gone](gone.png)', 'README.md:3 links to gone.png, but there is no gone.png'],
  ['[spaces](<a b.md> "title")', 'README.md:1 links to a b.md, but there is no a b.md'],
  ['[case](Docs/guide.md)', 'README.md:1 links to Docs/guide.md, but there is no Docs/guide.md'],
  ['[out](../elsewhere.md)', 'README.md:1 links to ../elsewhere.md, but there is no ../elsewhere.md'],
  ['[root](/gone.md)', 'README.md:1 links to /gone.md, but there is no gone.md'],
  [
    '[a](docs/guide.md#gone)',
    'README.md:1 links to docs/guide.md#gone, but docs/guide.md has no such heading',
  ],
  [
    '[a](docs/guide.md#same-2)',
    'README.md:1 links to docs/guide.md#same-2, but docs/guide.md has no such heading',
  ],
  [
    '[a](docs/guide.md#not-a-heading)',
    'README.md:1 links to docs/guide.md#not-a-heading, but docs/guide.md has no such heading',
  ],
  ['[a](#gone)', 'README.md:1 links to #gone, but README.md has no such heading'],
  ['[a][b]\n\n[b]: gone.md', 'README.md:3 links to gone.md, but there is no gone.md'],
  ['<img alt="x" src="gone.svg">', 'README.md:1 links to gone.svg, but there is no gone.svg'],
  ['```sh\nls\n```\n[gone](gone.md)', 'README.md:4 links to gone.md, but there is no gone.md'],
]

for (const [text, problem] of bad)
  test(`leads nowhere: ${JSON.stringify(text)}`, () => assert.deepEqual(problemsIn(text), [problem]))
