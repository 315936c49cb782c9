/** Data, or the address of the file that holds it. */
export type Source<Data> = Data | URL

/**
 * Everything that makes a third party: its own description, and what that does not say. All of it is data, so
 * that a connector keeps it beside its definition.
 *
 * @example
 * ```ts
 * export const acmeVendor: Vendor = {
 *   slug: 'acme',
 *   description: new URL('./vendor.json', import.meta.url),
 *   behaviour: new URL('./vendor.behaviour.json', import.meta.url),
 * }
 * ```
 */
export interface Vendor {
  readonly slug: string
  /** The vendor's OpenAPI 3.0 or 3.1 document, or a slice of it. */
  readonly description?: Source<object>
  /** The vendor's GraphQL schema (SDL), or a slice of it. */
  readonly schema?: Source<string>
  /** What those do not say: `vendor.behaviour.json`. Without it every operation answers by its example. */
  readonly behaviour?: Source<object>
  /** Recorded exchanges in the style of `@octokit/fixtures`, or an object with the list `exchanges`. */
  readonly recordings?: Source<readonly object[] | object>
}
