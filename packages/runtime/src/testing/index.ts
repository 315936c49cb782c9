export { type Attempt, closeOtherWays, traceConnections } from '../send/testing/traced-connections.ts'
export { type AllowancesUnderTest, describeAllowances } from './allowances-conformance.ts'
export { type PlayedList, type PlayedPage, type WalkUnderTest, walkSuite } from './walk-suite.ts'
