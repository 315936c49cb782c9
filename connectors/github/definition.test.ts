import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { openStage } from '../testing/stage.ts'
import { github } from './definition.ts'
import { githubVendor } from './vendor.ts'

test('issues are listed by several labels, which GitHub takes as one text', async () => {
  await using stage = await openStage({
    definition: github,
    play: (options) => emulate(githubVendor, options),
  })
  const at = { owner: 'acme', repo: 'site' }
  for (const labels of [['bug', 'door'], ['bug'], ['door']]) {
    const params = { ...at, title: labels.join(' and '), labels }
    await stage.call({ entity: 'issues', action: 'create', params })
  }
  const params = { ...at, labels: ['bug', 'door'] }
  const { data } = await stage.call({ entity: 'issues', action: 'list', params })
  assert.deepEqual(
    (data as { readonly title: string }[]).map(({ title }) => title),
    ['bug and door'],
  )
  assert.equal(stage.sent.at(-1)?.url.searchParams.get('labels'), 'bug,door')
})
