/** Parameters as they would reach an engine: JSON knows no `undefined` and writes a date as text. */
export function asSent(params: object): Readonly<Record<string, unknown>> {
  const sent: unknown = JSON.parse(JSON.stringify(params))
  return { ...(sent as object) }
}
