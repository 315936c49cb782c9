// Installs the pinned dependencies when they are missing or the lockfile has changed since.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const PNPM = 'pnpm@12.21.0'

/** @param {string} root the repository's folder */
export async function install(root) {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.installed')
  if (read(stamp) === lockfile) return

  process.stderr.write('Installing dependencies ...\n')
  const result = spawnSync('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    // Standard output belongs to the program that runs afterwards.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    process.stderr.write(`\nThe install failed. Run "npx ${PNPM} install --frozen-lockfile" to see why.\n`)
    process.exit(1)
  }
  writeFileSync(stamp, lockfile)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
