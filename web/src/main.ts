import './style/tokens.css'
import './style/base.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { askFirst } from './app/ahead'
import { live } from './app/live.svelte'
import { look } from './app/look.svelte'
import { maps } from './app/maps.svelte'
import { me } from './app/me.svelte'
import { router } from './app/router.svelte'
import { loaderOf } from './app/screens'
import { firstLanguage, words } from './kit/words.svelte'

look.start()
router.start()
const ready = Promise.all([words.speak(firstLanguage()), me.soon()])
// What is needed next comes meanwhile; should the screen fail to come, whoever shows it says so.
loaderOf(router.screen)?.().catch(() => undefined)
void maps.load()
askFirst()
await ready
live.start()
mount(App, { target: document.getElementById('app')! })
