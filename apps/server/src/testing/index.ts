export { consent, LANDING, startConnecting } from './connecting.ts'
export {
  type EngineUnderTest,
  engineUnderTest,
  GITHUB_TOKEN,
  REPOSITORY,
  testConfig,
  type UnderTestOptions,
} from './engine-under-test.ts'
