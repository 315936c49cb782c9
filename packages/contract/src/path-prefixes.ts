/** Every path is served below each of these: clients of all generations find it. */
export const PATH_PREFIXES = ['/api/v1', '/v1'] as const
