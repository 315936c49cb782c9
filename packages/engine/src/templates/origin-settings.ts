import type { Server } from '@sallyport/definition'

/** Names of the settings that say where a connector's credential goes. */
export function originSettings({ url, regions }: Server): string[] {
  const templates = [url, ...Object.values(regions?.urls ?? {})]
  const inHosts = templates.flatMap((template) =>
    [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
  )
  const names = [regions?.setting, ...inHosts].filter((name) => name !== undefined)
  return [...new Set(names)]
}
