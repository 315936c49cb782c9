import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A program that runs beside the benchmark. */
export interface Child {
  readonly port: number
  /** Seconds of processor time it has used so far. */
  readonly cpuSeconds: () => number
  /** Megabytes of memory that it holds. */
  readonly residentMb: () => number
  readonly stop: () => Promise<void>
}

export interface ChildOptions {
  readonly program: string
  readonly args?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Finds the port in what the program prints. */
  readonly port: RegExp
}

/** Clock ticks per second of /proc/<pid>/stat; 100 on every Linux (man 5 proc_pid_stat). */
const TICKS = 100

/** Starts a program of this folder or of the repository and waits until it says where it listens. */
export function startChild({ program, args = [], environment = {}, port }: ChildOptions): Promise<Child> {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (chunk) => {
      printed = (printed + String(chunk)).slice(-10_000)
      const found = port.exec(printed)?.[1]
      if (found !== undefined)
        resolve({
          port: Number(found),
          cpuSeconds: () => cpu(child),
          residentMb: () => resident(child),
          stop: () => stop(child),
        })
    })
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)))
  })
}

function cpu({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** VmRSS of /proc/<pid>/status is in KB (man 5 proc_pid_status). */
function resident({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
