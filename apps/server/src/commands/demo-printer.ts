const MAX_LINE = 400

interface PrintedRequest {
  readonly method: string
  readonly path: string
  readonly bearer: string | undefined
  readonly body: object | undefined
}

/** Prints a walk for people, secrets and tokens masked. */
export class DemoPrinter {
  readonly #secrets: readonly string[]

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  title(text: string): void {
    this.#write(`\n\x1b[1m${text}\x1b[0m\n`)
  }

  request({ method, path, bearer, body }: PrintedRequest): void {
    this.#write(`\n  ${method} ${path}\n`)
    if (bearer !== undefined) this.#write(`  Authorization: Bearer ${bearer}\n`)
    if (body !== undefined) this.#write(`  ${JSON.stringify(body)}\n`)
  }

  answer(status: number, body: unknown): void {
    const text = JSON.stringify(body)
    this.#write(
      `  -> ${status} ${text.length > MAX_LINE ? `${this.#mask(text).slice(0, MAX_LINE)} ...` : text}\n`,
    )
  }

  lines(texts: readonly string[]): void {
    for (const text of texts) this.#write(`  ${text}\n`)
  }

  #write(text: string): void {
    process.stdout.write(this.#mask(text))
  }

  #mask(text: string): string {
    const masked = this.#secrets.reduce(
      (result, secret) => result.replaceAll(secret, `${secret.slice(0, 4)}********`),
      text,
    )
    return masked.replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'eyJ********')
  }
}
