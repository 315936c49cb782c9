import type { Surface } from '../respond/surface.ts'
import type { AuthorizationServer } from './authorization-server.ts'

/**
 * The authorization server as a part of the third party. It checks credentials by itself. A request takes
 * effect when its answer is asked for, so that a fault can come before it.
 */
export function createOAuthSurface(server: AuthorizationServer): Surface {
  return {
    operations: server.operations,
    takes: (path) => server.has(path),
    open: true,
    read(request) {
      const { answer, ...seen } = server.read(request)
      return { ...seen, answer: () => answer() }
    },
  }
}
