import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { CommandRow } from '../command-row.ts'
import { commandTable } from '../command-table.ts'
import { readArguments } from './read-arguments.ts'

function rowOf(words: string): CommandRow {
  return commandTable.find((row) => row.words.join(' ') === words) ?? assert.fail(words)
}

const read = (words: string, args: readonly string[], stdin = '') =>
  readArguments(rowOf(words), args, Readable.from([Buffer.from(stdin)]))

test('words, flags and JSON give the same input; a flag stands over the JSON, and a word over both', async () => {
  const json = '{"connector":"a","entity":"issues","action":"list","params":{"state":"open"},"view":"full"}'
  const { input, options } = await read('connectors execute', ['--json', json, 'code', '--view', 'compact'])
  assert.deepEqual(input, {
    connector: 'code',
    entity: 'issues',
    action: 'list',
    params: { state: 'open' },
    view: 'compact',
  })
  assert.equal(options.json, true)
})

test('--json is a switch where no input follows it', async () => {
  const { input, options } = await read('connectors describe', ['--json', 'code', 'issues'])
  assert.deepEqual([input, options.json], [{ connector: 'code', entity: 'issues' }, true])
  const piped = await read('connectors describe', ['--json', '-'], '{"connector":"code"}')
  assert.deepEqual(piped.input, { connector: 'code' })
})

test('lists have commas or come again, numbers are numbers, switches are switches', async () => {
  const { input } = await read('connectors execute', [
    ...['--select-fields', 'id,title', '--select-fields', 'user.login'],
    ...['--dry-run', '--no-skip-truncation', '--max-result-tokens', '500'],
  ])
  const select_fields = ['id', 'title', 'user.login']
  assert.deepEqual(input, { select_fields, dry_run: true, skip_truncation: false, max_result_tokens: 500 })
})

for (const [what, words, args, said] of [
  ['an unknown flag', 'workspaces list', ['--colour', 'red'], /Unknown option '--colour'/],
  ['an unknown member', 'workspaces list', ['--json', '{"colour":"red"}'], /takes no "colour"/],
  ['too many words', 'workspaces list', ['acme'], /so many words/],
  ['JSON that is none', 'connectors execute', ['--params', '{owner}'], /no JSON\.$/],
  ['input that is no object', 'workspaces list', ['--json', '[]'], /is to be an object/],
  ['a file that is not there', 'workspaces list', ['--json', '@/nowhere'], /cannot be read/],
  ['a flag without its value', 'workspaces list', ['--limit'], /argument missing/],
  ['a secret as argument', 'connectors create', ['--credentials', '{"token":"x"}'], /seen by everybody/],
  [
    'a secret inside of JSON',
    'connectors create',
    ['--json={"credentials":{"token":"x"}}'],
    /seen by everybody/,
  ],
] as const) {
  test(`${what} is refused`, async () => {
    await assert.rejects(read(words, args), (error: Error & { code: string }) => {
      assert.equal(error.code, 'invalid_request')
      assert.match(error.message, said)
      // The parser's own words would repeat what it was given.
      assert.doesNotMatch(error.message, /owner|token/)
      return true
    })
  })
}

test('more than 1 MB is refused before it is parsed', async () => {
  await assert.rejects(
    read('workspaces list', ['--json', '-'], ' '.repeat(1024 * 1024 + 1)),
    /larger than 1 MB/,
  )
})

test('a pipe that does not end is left after 1 MB', async () => {
  await assert.rejects(read('workspaces list', ['--json', '@/dev/zero']), /\/dev\/zero is larger than 1 MB/)
  await assert.rejects(read('workspaces list', ['--json', '@/']), /cannot be read/)
})
