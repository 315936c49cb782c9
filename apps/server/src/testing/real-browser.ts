import { existsSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificate, privateKey } from '@sallyport/http/testing'
import { type Browser, chromium } from 'playwright-core'

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where this machine has a browser; `undefined` where it has none. */
export const BROWSER_PATH = PATHS.find((path) => existsSync(path))

export interface RealBrowser extends AsyncDisposable {
  readonly browser: Browser
}

/**
 * Starts Chromium without a window. Hosts that are played are reached over TLS on this machine; no other name is known
 * to it, so that nothing leaves.
 *
 * @param played Host of a third party -> URL of what plays it.
 */
export async function startRealBrowser(played: ReadonlyMap<string, string>): Promise<RealBrowser> {
  const doors = await Promise.all(
    [...played].map(async ([host, url]) => ({ host, door: await openDoor(host, url) })),
  )
  const rules = [
    ...doors.map(({ host, door }) => `MAP ${host}:443 127.0.0.1:${(door.address() as AddressInfo).port}`),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ]
  const browser = await chromium.launch({
    executablePath: BROWSER_PATH ?? '',
    // Containers have no namespaces for its sandbox.
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--host-resolver-rules=${rules.join(',')}`],
  })
  return {
    browser,
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      for (const { door } of doors) {
        door.closeAllConnections()
        door.close()
      }
    },
  }
}

/** TLS in front of what speaks plain HTTP. */
async function openDoor(host: string, url: string): Promise<Server> {
  const { hostname, port } = new URL(url)
  const door = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    const { method, url: path, headers } = request
    const onward = httpRequest({ hostname, port, method, path, headers }, (answer) => {
      // What plays it names itself, where the third party would name its host.
      const { location } = answer.headers
      const named = location?.startsWith(url) ? `https://${host}${location.slice(url.length)}` : location
      const given = { ...answer.headers, ...(named !== undefined && { location: named }) }
      response.writeHead(answer.statusCode ?? 502, given)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  return door
}
