import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillSnippets } from './check-snippets.ts'

const program = "import x from 'x'\n\n  // #region flow\n  const a = 1\n    indented()\n  // #endregion\n"
const block = '<!-- snippet: a.ts#flow -->\n\n```ts\nconst a = 1\n  indented()\n```\n'
const files = (page: string) =>
  new Map([
    ['README.md', page],
    ['a.ts', program],
  ])

test('a mark without a block gets the lines of its region, less their common indentation', () => {
  const { pages, problems } = fillSnippets(files('Before\n\n<!-- snippet: a.ts#flow -->\n\nAfter\n'))
  assert.deepEqual(problems, [])
  assert.equal(pages.get('README.md'), `Before\n\n${block}\nAfter\n`)
})

test('a block that is its program is left alone', () => {
  assert.equal(fillSnippets(files(`${block}\nAfter\n`)).pages.size, 0)
})

test('a block that differs from its program is replaced, and nothing after it', () => {
  const stale = block.replace('a = 1', 'a = 2')
  const { pages } = fillSnippets(files(`${stale}\n\`\`\`ts\nmine()\n\`\`\`\n`))
  assert.equal(pages.get('README.md'), `${block}\n\`\`\`ts\nmine()\n\`\`\`\n`)
})

test('a region that is not there is a problem', () => {
  const { problems } = fillSnippets(files('<!-- snippet: a.ts#other -->\n'))
  assert.match(problems[0]?.what ?? '', /no region "other"/)
})
