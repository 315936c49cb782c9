import type { EngineOptions } from 'sallyport'
import type { EngineUnderTest } from './engine-under-test.ts'

/** How a program with the SDK reaches an engine under test, as its first application. */
export function engineOptions(
  { engine, application }: Pick<EngineUnderTest, 'engine' | 'application'>,
  more: Partial<EngineOptions> = {},
): EngineOptions {
  const { client_id: clientId, client_secret: clientSecret } = application
  return { url: engine.url, clientId, clientSecret, ...more }
}
