import './style/tokens.css'
import './style/base.css'
import { mount } from 'svelte'
import App from './app/App.svelte'
import { live } from './app/live.svelte'
import { look } from './app/look.svelte'
import { me } from './app/me.svelte'
import { router } from './app/router.svelte'
import { firstLanguage, words } from './kit/words.svelte'

look.start()
router.start()
await Promise.all([words.speak(firstLanguage()), me.soon()])
live.start()
mount(App, { target: document.getElementById('app')! })
