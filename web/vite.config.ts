import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { ahead, fewFiles, hurried, HURRY, named } from './vite.files.ts'
import { ownWords } from './vite.words.ts'

const OUT = '../src/tropa/show/web/app'

/** Marks of haste, beside every file its packed twins, and lists of them: the server looks for no others. */
function packed(): Plugin {
  let found: Record<string, string[]> = {}
  let quick: string[] = []
  return {
    name: 'packed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      found = ahead(bundle)
      quick = Object.values(bundle).flatMap((one) => (one.type === 'chunk' && hurried(one) ? [one.fileName] : []))
    },
    closeBundle() {
      const folder = join(import.meta.dirname, OUT, 'assets')
      // The mark stands before what the bundler itself writes last.
      for (const name of quick) writeFileSync(join(folder, '..', name), `${HURRY}\n${readFileSync(join(folder, '..', name), 'utf-8')}`)
      for (const name of readdirSync(folder).sort()) {
        if (!/\.(js|css|svg|json)$/.test(name)) continue
        const data = readFileSync(join(folder, name))
        if (data.length < 1_024) continue
        writeFileSync(join(folder, `${name}.gz`), gzipSync(data, { level: 9 }))
        const most = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(data, most))
      }
      writeFileSync(join(folder, '..', 'files.json'), JSON.stringify(readdirSync(folder).sort()))
      writeFileSync(join(folder, '..', 'ahead.json'), JSON.stringify(found))
    },
  }
}

/**
 * An icon is a drawing with a size and a weight: its lines are written out when the app is built. Lucide's own
 * component puts each together in the browser, attribute by attribute, and a map has hundreds of them.
 */
function drawnIcons(): Plugin {
  return {
    name: 'drawn-icons',
    enforce: 'pre',
    load(id) {
      const [file = ''] = id.split('?')
      if (id !== file || !/@lucide\/svelte\/dist\/icons\/[^/]+\.svelte$/.test(file)) return null
      const told = /const iconData = (\{.*\});/.exec(readFileSync(file, 'utf-8'))?.[1]
      if (!told) this.error(`no drawing in ${file}`)
      const { name, node } = JSON.parse(told) as { name: string; node: [tag: string, attributes: Record<string, string>][] }
      const lines = node.map(([tag, given]) => `<${tag} ${Object.entries(given).map(([key, value]) => `${key}="${value}"`).join(' ')} />`)
      return `<script>let { size = 24, strokeWidth = 2 } = $props()</script>
<svg xmlns="http://www.w3.org/2000/svg" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round" class="lucide lucide-${name}" aria-hidden="true">${lines.join('')}</svg>`
    },
  }
}

// The server hands the bundle out under /app/; every screen's address gets the one index.html.
export default defineConfig({
  base: '/app/',
  plugins: [ownWords(), drawnIcons(), svelte(), packed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: fewFiles() },
        chunkFileNames: (chunk) => named(chunk.name, 'js'),
        assetFileNames: (asset) => named(asset.names[0] ?? '', '[ext]'),
      },
    },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8000',
      '/changes': 'http://127.0.0.1:8000',
      '/assets': 'http://127.0.0.1:8000',
    },
  },
  test: { include: ['src/**/*.test.ts'] },
})
