import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runStep } from './step.ts'

const program = (source: string) => [process.execPath, '--eval', source]

test('a program passes by exiting with 0, and all that it wrote is kept', async () => {
  const { passed, output } = await runStep({
    name: 'writes',
    command: program('console.log("to out"); console.error("to err")'),
  })
  assert.equal(passed, true)
  assert.deepEqual(output.trim().split('\n').sort(), ['to err', 'to out'])
})

test('a program that exits with something else, is missing or takes too long has failed', async () => {
  const failing = await runStep({
    name: 'fails',
    command: program('console.log("why"); process.exitCode = 3'),
  })
  assert.deepEqual([failing.passed, failing.output], [false, 'why\n'])

  const missing = await runStep({ name: 'missing', command: ['no-such-program'] })
  assert.equal(missing.passed, false)
  assert.match(missing.output, /ENOENT/)

  const endless = await runStep({
    name: 'endless',
    command: program('setInterval(() => {}, 1000)'),
    timeout: 300,
  })
  assert.deepEqual([endless.passed, endless.output], [false, 'stopped by SIGTERM\n'])
  assert.ok(endless.milliseconds >= 300)
})

test('a program has what this process has in its environment, and what it is given', async () => {
  const { output } = await runStep({
    name: 'environment',
    command: program('console.log(process.env.GIVEN, process.env.PATH === undefined)'),
    environment: { GIVEN: 'yes' },
  })
  assert.equal(output, 'yes false\n')
})
