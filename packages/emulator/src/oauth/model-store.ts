type Payload = Readonly<Record<string, unknown>>

/** One thing that was issued. Times are milliseconds of the emulator's clock. */
export interface StoredEntry {
  payload: Payload
  readonly issuedAt: number
  expiresAt: number
  consumedAt: number | undefined
  /** Of a grant: whether refresh tokens come with it. */
  offline?: boolean
}

export interface StoreClock {
  /** Milliseconds of the emulator's clock. */
  now(): number
  /** Seconds of the clock that the provider goes by. */
  providerSeconds(): number
}

/** What becomes of a refresh token that was used before: still good, used, or unknown. */
export type Consumption = (entry: { readonly consumedAt: number }) => 'good' | 'used' | 'unknown'

// The oldest make room: a test that issues more than this has lost interest in the first.
const CAPACITY = 100_000

/** Payload members that are seconds of a clock. */
const TIMES = ['iat', 'iiat', 'authTime', 'loginTs'] as const

/** What the provider keeps of one kind, by the emulator's clock. */
export class ModelStore {
  readonly #clock: StoreClock
  readonly #consumption: Consumption
  readonly #entries = new Map<string, StoredEntry>()
  /** Ids by another member of the payload. */
  readonly #by = { uid: new Map<unknown, string>(), userCode: new Map<unknown, string>() }
  readonly #byGrant = new Map<unknown, Set<string>>()

  constructor(clock: StoreClock, consumption: Consumption) {
    this.#clock = clock
    this.#consumption = consumption
  }

  /** The entry itself, also of what has expired. */
  entry(id: string): StoredEntry | undefined {
    return this.#entries.get(id)
  }

  entries(): IterableIterator<[string, StoredEntry]> {
    return this.#entries.entries()
  }

  async upsert(id: string, payload: Payload, seconds: number): Promise<void> {
    const before = this.#entries.get(id)
    if (!before && this.#entries.size >= CAPACITY) await this.#dropOldest()
    const now = this.#clock.now()
    this.#entries.set(id, {
      payload: moved(payload, Math.floor(now / 1000) - this.#clock.providerSeconds()),
      issuedAt: before?.issuedAt ?? now,
      expiresAt: now + seconds * 1000,
      consumedAt: before?.consumedAt,
      ...(before?.offline === undefined ? {} : { offline: before.offline }),
    })
    this.#index(id, payload)
  }

  async find(id: string): Promise<Payload | undefined> {
    const entry = this.#entries.get(id)
    return entry && this.#handOut(entry)
  }

  findByUid(uid: string): Promise<Payload | undefined> {
    return this.find(this.#by.uid.get(uid) ?? '')
  }

  findByUserCode(code: string): Promise<Payload | undefined> {
    return this.find(this.#by.userCode.get(code) ?? '')
  }

  /** From here on the entry is found by this code. */
  giveUserCode(id: string, userCode: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#by.userCode.delete(entry.payload.userCode)
    entry.payload = { ...entry.payload, userCode }
    this.#by.userCode.set(userCode, id)
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    if (entry) entry.consumedAt ??= this.#clock.now()
  }

  async destroy(id: string): Promise<void> {
    const payload = this.#entries.get(id)?.payload
    this.#entries.delete(id)
    if (!payload) return
    this.#by.uid.delete(payload.uid)
    this.#by.userCode.delete(payload.userCode)
    const family = this.#byGrant.get(payload.grantId)
    family?.delete(id)
    if (family?.size === 0) this.#byGrant.delete(payload.grantId)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const id of [...(this.#byGrant.get(grantId) ?? [])]) await this.destroy(id)
  }

  #index(id: string, { uid, userCode, grantId }: Payload): void {
    if (uid !== undefined) this.#by.uid.set(uid, id)
    if (userCode !== undefined) this.#by.userCode.set(userCode, id)
    if (grantId === undefined) return
    const family = this.#byGrant.get(grantId) ?? new Set()
    this.#byGrant.set(grantId, family.add(id))
  }

  #handOut(entry: StoredEntry): Payload | undefined {
    const { payload, expiresAt, consumedAt } = entry
    const consumption = consumedAt === undefined ? 'good' : this.#consumption({ consumedAt })
    if (consumption === 'unknown') return undefined
    const [now, seconds] = [this.#clock.now(), this.#clock.providerSeconds()]
    return {
      ...moved(payload, seconds - Math.floor(now / 1000)),
      // At most the provider's "now" when it is over here, more when it is not.
      exp: seconds + Math.ceil((expiresAt - now) / 1000),
      ...(consumption === 'used' ? { consumed: seconds } : {}),
    }
  }

  async #dropOldest(): Promise<void> {
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) await this.destroy(oldest)
  }
}

function moved(payload: Payload, seconds: number): Payload {
  if (seconds === 0) return payload
  const times = TIMES.flatMap((name) => {
    const value = payload[name]
    return typeof value === 'number' ? [[name, value + seconds] as const] : []
  })
  return { ...payload, ...Object.fromEntries(times) }
}
