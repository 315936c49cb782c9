import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

interface BundleOptions {
  /** `iife` makes a script that leaves what was exported in a global `bundle`. */
  readonly format?: 'esm' | 'iife'
  readonly minify?: boolean
}

/** Bundles code that imports the SDK from its folder, for no platform in particular: without local mode, which loads later. */
export async function bundled(
  code: string,
  { format = 'esm', minify = false }: BundleOptions = {},
): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify,
    format,
    ...(format === 'iife' && { globalName: 'bundle' }),
    platform: 'neutral',
    write: false,
    plugins: [
      {
        name: 'local mode stays outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/local\/index\.ts$/ }, ({ path }) => ({ path, external: true })),
      },
    ],
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error('esbuild gave nothing')
  return output.contents
}
