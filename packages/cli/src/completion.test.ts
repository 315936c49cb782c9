import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { commandTable } from './command-table.ts'
import { completion, SHELLS } from './completion.ts'

const run = promisify(execFile)
const started = { words: ['start'], about: '' }

/** What a shell offers for the last of these words. */
type Ask = (...words: string[]) => Promise<string[]>

/** Whether this machine has a shell, and what its completion is asked with. */
async function askerOf(shell: 'bash' | 'fish'): Promise<Ask | undefined> {
  const script = completion(shell, commandTable, [started])
  try {
    await run(shell, ['--version'])
  } catch {
    return undefined
  }
  return async (...words) => {
    const { stdout } = await run(shell, PROGRAMS[shell](script, words))
    return stdout.split(/\s/).filter(Boolean).toSorted()
  }
}

const PROGRAMS = {
  bash: (script: string, words: readonly string[]) => {
    const line = words.map((word) => `'${word}'`).join(' ')
    const asked = `COMP_WORDS=(sallyport ${line}); COMP_CWORD=${words.length}; _sallyport`
    return ['--norc', '-c', `${script}\n${asked}; echo "\${COMPREPLY[@]}"`]
  },
  fish: (script: string, words: readonly string[]) => [
    '--no-config',
    '-c',
    `${script}\ncomplete -C '${['sallyport', ...words].join(' ')}'`,
  ],
} as const

for (const shell of ['bash', 'fish'] as const) {
  const ask = await askerOf(shell)
  test(`${shell} completes commands, their second words and their flags`, {
    skip: ask === undefined && `there is no ${shell} here`,
  }, async () => {
    assert.ok(ask)
    assert.deepEqual(await ask('sta'), ['start'])
    assert.deepEqual(await ask('connectors', 'de'), ['definitions', 'delete', 'describe'])
    assert.deepEqual(await ask('connectors', 'execute', '--dry'), ['--dry-run'])
    assert.deepEqual(await ask('connectors', 'execute', 'code', 'issues', 'list', '--dry'), ['--dry-run'])
    assert.deepEqual(await ask('login', '--client-s'), ['--client-secret-file'])
    assert.deepEqual(await ask('login', 'show', '--client-s'), [])
    assert.ok(!(await ask('connectors', 'list', 'de')).includes('delete'), 'there is no third word')
  })
}

test('zsh is given what lets it read that of bash, also where it has loaded no completion yet', () => {
  const [bash, zsh] = [completion('bash', commandTable, []), completion('zsh', commandTable, [])]
  assert.ok(zsh.endsWith(bash))
  const loads = zsh.slice(0, -bash.length).split('\n')
  assert.match(loads[0] ?? '', /functions\[compdef\].*compinit/)
  assert.match(loads[1] ?? '', /bashcompinit/)
})

test('every command and flag is in each script, and nothing that a shell would carry out', () => {
  for (const shell of SHELLS) {
    const script = completion(shell, commandTable, [started])
    for (const { words } of commandTable) for (const word of words) assert.ok(script.includes(word), word)
    assert.ok(script.includes('max-result-tokens'))
    // Words stand in single quotes, which nothing of ours may end.
    for (const [, quoted = ''] of script.matchAll(/(?:choices=|-a )'([^']*)'/g)) {
      assert.match(quoted, /^[a-z0-9 -]*$/)
    }
  }
})
