import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between one engine and its database, and goes wrong as networks do. */
export interface DatabaseProxy {
  readonly port: number
  /** Takes every notice out of what the server says; the connection goes on without them. */
  dropNotices: boolean
  /** Connections of these purposes carry nothing any more, and say nothing of it; new ones neither. */
  readonly silence: (purposes: RegExp) => void
  /** Ends what was silenced, and lets all through again. */
  readonly restore: () => void
  readonly close: () => Promise<void>
}

/** Type of NotificationResponse (postgresql.org/docs/current/protocol-message-formats.html). */
const NOTIFICATION = 'A'.charCodeAt(0)
const HEADER = 5

/** @param socketPath Of the server's Unix socket. */
export async function startDatabaseProxy(socketPath: string): Promise<DatabaseProxy> {
  const lines = new Set<Line>()
  let silenced: RegExp | undefined
  const state = { dropNotices: false }
  const server = createServer((client) => {
    const line = new Line(client, connect(socketPath), () => state.dropNotices)
    lines.add(line)
    client.once('close', () => lines.delete(line))
    line.onPurpose = () => silenced?.test(line.purpose) && line.silence()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    get dropNotices() {
      return state.dropNotices
    },
    set dropNotices(drop: boolean) {
      state.dropNotices = drop
    },
    silence(purposes) {
      silenced = purposes
      for (const line of lines) if (purposes.test(line.purpose)) line.silence()
    },
    restore() {
      silenced = undefined
      for (const line of lines) if (line.isSilent) line.end()
    },
    close: () =>
      new Promise((resolve) => {
        for (const line of lines) line.end()
        server.close(() => resolve())
      }),
  }
}

/** One connection of the engine. */
class Line {
  readonly #client: Socket
  readonly #server: Socket
  readonly #dropsNotices: () => boolean
  #rest = Buffer.alloc(0)
  /** What the connection calls itself in its first message: `application_name`. */
  purpose = ''
  isSilent = false
  onPurpose: () => unknown = () => {}

  constructor(client: Socket, server: Socket, dropsNotices: () => boolean) {
    this.#client = client
    this.#server = server
    this.#dropsNotices = dropsNotices
    client.on('data', (data) => this.#fromClient(data))
    server.on('data', (data) => this.#fromServer(data))
    for (const socket of [client, server]) {
      socket.on('error', () => this.end())
      socket.on('close', () => this.end())
    }
  }

  silence(): void {
    this.isSilent = true
  }

  end(): void {
    this.#client.destroy()
    this.#server.destroy()
  }

  #fromClient(data: Buffer): void {
    if (this.purpose === '') {
      const members = data.subarray(8).toString('latin1').split('\0')
      this.purpose = members[members.indexOf('application_name') + 1] ?? ''
      this.onPurpose()
    }
    if (!this.isSilent) this.#server.write(data)
  }

  #fromServer(data: Buffer): void {
    if (this.isSilent) return
    const all = Buffer.concat([this.#rest, data])
    let at = 0
    const kept: Buffer[] = []
    while (all.length - at >= HEADER) {
      // The length counts itself, and not the type before it.
      const end = at + 1 + all.readInt32BE(at + 1)
      if (end > all.length) break
      if (all[at] !== NOTIFICATION || !this.#dropsNotices()) kept.push(all.subarray(at, end))
      at = end
    }
    this.#rest = all.subarray(at)
    if (kept.length > 0) this.#client.write(Buffer.concat(kept))
  }
}
