import { connect, type Socket } from 'node:net'

export interface RawClient {
  readonly socket: Socket
  /** Everything that came so far. */
  readonly text: () => string
  /** Resolves when the connection is over, whichever way. */
  readonly closed: Promise<void>
}

export interface RawOptions {
  readonly port: number
  /** From which address of this machine: all of 127.0.0.0/8 are. */
  readonly from?: string
}

/** A client that sends bytes as it likes, and is told of no errors. */
export async function rawClient({ port, from = '127.0.0.1' }: RawOptions): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  let text = ''
  socket.setEncoding('latin1').on('data', (piece) => {
    text += piece
  })
  const closed = new Promise<void>((resolve) => socket.on('error', () => {}).once('close', () => resolve()))
  await Promise.race([new Promise<void>((resolve) => socket.once('connect', () => resolve())), closed])
  return { socket, text: () => text, closed }
}
