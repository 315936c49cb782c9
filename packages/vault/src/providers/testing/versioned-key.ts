import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** The AES-256-GCM key of a played service, with a version for each rotation. */
export class VersionedKey {
  readonly #versions: Buffer[] = [randomBytes(32)]

  get latest(): number {
    return this.#versions.length
  }

  rotate(): void {
    this.#versions.push(randomBytes(32))
  }

  encrypt(plaintext: Uint8Array, associatedData: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.latest), nonce)
    cipher.setAAD(associatedData)
    return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  }

  /** `undefined` for what does not open. */
  decrypt(version: number, box: Uint8Array, associatedData: Uint8Array): Buffer | undefined {
    if (version < 1 || version > this.latest || box.length < NONCE + TAG) return undefined
    const decipher = createDecipheriv('aes-256-gcm', this.#key(version), box.subarray(0, NONCE), {
      authTagLength: TAG,
    })
    decipher.setAAD(associatedData)
    decipher.setAuthTag(box.subarray(box.length - TAG))
    try {
      return Buffer.concat([decipher.update(box.subarray(NONCE, box.length - TAG)), decipher.final()])
    } catch {
      return undefined
    }
  }

  #key(version: number): Buffer {
    return this.#versions[version - 1] ?? Buffer.alloc(0)
  }
}
