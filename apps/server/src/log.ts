import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

/**
 * The engine's log: JSON lines. Errors are written by name, code, message and stack alone: other fields
 * of foreign errors may hold values of a query or a request.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: errorLine } }
  return destination ? pino(options, destination) : pino(options)
}

function errorLine(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message, stack, ...('code' in error && { code: error.code }) }
}
