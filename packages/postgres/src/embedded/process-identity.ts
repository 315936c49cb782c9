import { readFile, readlink } from 'node:fs/promises'
import { runProgram } from './program.ts'

/**
 * Whether the process is alive and the postmaster of this cluster: a pid alone says nothing, since the
 * system gives it to the next program once its owner is gone. A process that has ended and that nobody
 * has waited for (a zombie) has no command line and is not taken for alive.
 */
export async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  const command = await commandLine(pid)
  if (!command.includes('/postgres -D ')) return false
  // The folder may have been renamed under a living server.
  return command.includes(`/postgres -D ${cluster} `) || (await workingFolder(pid)) === cluster
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return text.replaceAll('\0', ' ')
  }
  return runProgram('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], { account: undefined }).catch(
    () => '',
  )
}

/** A postmaster works in its data folder. In a container root may not be allowed to look (ptrace(2)). */
async function workingFolder(pid: number): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch(() => undefined)
}
