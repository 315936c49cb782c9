import type { BackupHeader, BackupManifest } from './backup-format.ts'
import { BackupReader } from './backup-reader.ts'

export interface CheckedBackup {
  readonly header: BackupHeader
  readonly manifest: BackupManifest
}

/**
 * Reads a backup to its end and compares all hashes and counts; needs no database and no keys.
 *
 * @throws SallyportError `backup_invalid`
 */
export async function checkBackup(content: AsyncIterable<Uint8Array>): Promise<CheckedBackup> {
  const reader = new BackupReader(content)
  try {
    const header = await reader.header()
    for (;;) {
      const next = await reader.next()
      if (!('table' in next)) return { header, manifest: next }
      for await (const _ of reader.rows(next));
    }
  } finally {
    await reader.close()
  }
}
