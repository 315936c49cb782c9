import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandTable } from './command-table.ts'
import { describeCommand, describeProgram } from './describe-commands.ts'
import { helpOf } from './help.ts'
import { flagsOf, membersOf } from './input/flags.ts'
import { COMMON_FLAGS } from './input/read-arguments.ts'

const named = commandTable.map((row) => [row.words.join(' '), row] as const)

test('the commands are those that were promised', () => {
  assert.deepEqual(
    named.map(([words]) => words),
    [
      ...['login', 'login show', 'logout'],
      ...['workspaces list', 'workspaces create', 'workspaces use'],
      ...['list', 'available', 'describe', 'create', 'check', 'execute', 'delete'].map(
        (word) => `connectors ${word}`,
      ),
      ...['definitions', 'verify', 'push', 'remove'].map((word) => `connectors ${word}`),
      'executions tail',
      'results query',
      ...['schema', 'completion'],
    ],
  )
})

test('every word of a command is a member of its input, and no flag is one that all commands have', () => {
  for (const [words, row] of named) {
    for (const { name } of row.operands ?? []) assert.ok(membersOf(row).has(name), `${words}: ${name}`)
    for (const { flag } of flagsOf(row)) assert.ok(!Object.hasOwn(COMMON_FLAGS, flag), `${words}: --${flag}`)
    for (const name of [...(row.secret ?? [])]) assert.ok(membersOf(row).has(name), `${words}: ${name}`)
  }
})

test('the flags of a command are those of its operation in the contract', () => {
  const [, execute] = named.find(([words]) => words === 'connectors execute') ?? assert.fail()
  const flags = new Map(flagsOf(execute).map(({ flag, kind }) => [flag, kind]))
  for (const [flag, kind] of [
    ['params', 'json'],
    ['select-fields', 'list'],
    ['view', 'text'],
    ['dry-run', 'switch'],
    ['workspace', 'text'],
  ] as const) {
    assert.equal(flags.get(flag), kind, flag)
  }
  assert.ok(!flags.has('fields') && !flags.has('external-user-id'))
})

test('help fits a terminal, and says what happens', () => {
  for (const [words, row] of named) {
    const help = helpOf(row)
    assert.ok(help.startsWith(`Usage: sallyport ${words}`), words)
    assert.match(row.about, /^[A-Z].*[.)]$/, words)
    assert.ok(row.about.length <= 120, words)
    assert.ok(help.split('\n').length <= 45, words)
  }
})

test('programs are told every command, its input as JSON Schema, and what exit codes mean', () => {
  const program = JSON.parse(JSON.stringify(describeProgram(commandTable, { version: '1', more: [] })))
  assert.equal(program.commands.length, commandTable.length)
  assert.deepEqual(Object.keys(program.exit_codes), ['0', '1', '2', '3', '4'])
  const [, execute] = named.find(([words]) => words === 'connectors execute') ?? assert.fail()
  const described = JSON.parse(JSON.stringify(describeCommand(execute, { answer: true })))
  assert.deepEqual(described.input.required, ['connector', 'entity', 'action'])
  assert.equal(described.input.properties.action.type, 'string')
  assert.ok(described.answer.properties.result)
})
