export { type AllowancesUnderTest, describeAllowances } from './allowances-conformance.ts'
