import assert from 'node:assert/strict'
import { test } from 'node:test'
import { github } from '../connectors/github.ts'
import { chooseConnector } from './choose-connector.ts'

test('a token that is given as a workspace is not told whole', () => {
  const workspace = `eyJ${'x'.repeat(300)}`
  const wanted = { definition: github, workspace, connector: undefined }
  assert.throws(
    () => chooseConnector([], wanted),
    ({ code, message }) => {
      assert.equal(code, 'connector_not_found')
      return message.length < 200
    },
  )
})
