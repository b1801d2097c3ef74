import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const OUT = '../src/tropa/show/web/app'

/** Beside every file its packed twins, and a list of them all: the server looks for no others. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    closeBundle() {
      const folder = join(import.meta.dirname, OUT, 'assets')
      for (const name of readdirSync(folder).sort()) {
        if (!/\.(js|css|svg|json)$/.test(name)) continue
        const data = readFileSync(join(folder, name))
        if (data.length < 1_024) continue
        writeFileSync(join(folder, `${name}.gz`), gzipSync(data, { level: 9 }))
        const most = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(data, most))
      }
      writeFileSync(join(folder, '..', 'files.json'), JSON.stringify(readdirSync(folder).sort()))
    },
  }
}

/** Of the sentences of the whole product the app takes its own; those of answers when they are asked for. */
function ownWords(): Plugin {
  return {
    name: 'own-words',
    enforce: 'pre',
    load(id) {
      const [file = '', part] = id.split('?')
      if (!/words\/(ru|en)\.json$/.test(file)) return null
      const { app, ask } = JSON.parse(readFileSync(file, 'utf-8')) as { app: unknown; ask: Record<string, unknown> }
      this.addWatchFile(file)
      if (part === 'ask') {
        const { column, column_of, word, node, other, no_value } = ask
        const said = { column, column_of, word, node, other, no_value }
        return { code: `export const ask = ${JSON.stringify(said)}`, moduleType: 'js', map: null }
      }
      return { code: `export const app = ${JSON.stringify(app)}`, moduleType: 'js', map: null }
    },
  }
}

// The server hands the bundle out under /app/; every screen's address gets the one index.html.
export default defineConfig({
  base: '/app/',
  plugins: [ownWords(), svelte(), packed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
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
