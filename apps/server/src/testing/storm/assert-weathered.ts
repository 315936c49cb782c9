import assert from 'node:assert/strict'
import type { StormReport } from './storm.ts'

/** What is claimed of refreshes, as a storm's report has to bear it out. */
export function assertWeathered(report: StormReport): void {
  assert.deepEqual(report.overlapping, [], 'no two presentations of one refresh token overlap')
  assert.deepEqual(report.afterSave, [], 'none follows a saved success')
  assert.deepEqual(report.unexplained, [], 'tokens are lost only by kills between the request and the save')
  assert.deepEqual(report.falseReauth, [], 'nobody is asked to connect again without need')
  assert.deepEqual(report.badCalls, [], 'every call ends with data or a named error that a repeat mends')
  assert.deepEqual(report.deaths, [], 'no engine ends by itself')
}
