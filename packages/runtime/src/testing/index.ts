export { type PlayedList, type PlayedPage, type WalkUnderTest, walkSuite } from './walk-suite.ts'
