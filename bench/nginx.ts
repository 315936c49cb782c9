import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An nginx that passes requests on, where one is installed. */
export async function startNginx(
  upstreamPort: number,
): Promise<{ port: number; stop: () => void } | undefined> {
  if (spawnSync('nginx', ['-v']).status !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-nginx-'))
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configuration(folder, port, upstreamPort))
  const child = spawn('nginx', ['-c', file, '-p', folder, '-g', 'daemon off;'], { stdio: 'ignore' })
  await new Promise((resolve) => setTimeout(resolve, 500))
  const stop = () => {
    child.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
  return { port, stop }
}

function configuration(folder: string, port: number, upstreamPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
    worker_processes 1; error_log ${folder}/error.log; pid ${folder}/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off; keepalive_requests 10000000;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      upstream third_party { server 127.0.0.1:${upstreamPort}; keepalive 256; keepalive_requests 10000000; }
      server {
        listen 127.0.0.1:${port};
        location / { proxy_pass http://third_party; proxy_http_version 1.1; proxy_set_header Connection ""; }
      }
    }`
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
