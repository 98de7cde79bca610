// @ts-check

/** Symbols that `icon` of dom.js and `<use href="#i-…">` name. Their colours are those of the page. */
const SPRITE = `<svg class="sprite" aria-hidden="true">
  <symbol id="i-ready" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="7" class="fill" />
    <path d="M4.8 8.3l2.2 2.2 4.3-4.6" class="cut" />
  </symbol>
  <symbol id="i-starting" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="6" class="line faint" />
    <path d="M8 2a6 6 0 0 1 6 6" class="line" />
  </symbol>
  <symbol id="i-pending" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" class="line dashed" /></symbol>
  <symbol id="i-terminating" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="6" class="line" />
    <path d="M5 8h6" class="line" />
  </symbol>
  <symbol id="i-failing" viewBox="0 0 16 16">
    <path d="M8 1.2l7.2 13H.8z" class="fill" />
    <path d="M8 6v3.8M8 11.6v.6" class="cut" />
  </symbol>
  <symbol id="i-notReady" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="7" class="fill" />
    <path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" class="cut" />
  </symbol>
  <symbol id="i-cordoned" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="6" class="line" />
    <path d="M3.8 12.2l8.4-8.4" class="line" />
  </symbol>
  <symbol id="i-pressure" viewBox="0 0 16 16">
    <path d="M2 12a6.5 6.5 0 1 1 12 0" class="line" />
    <path d="M8 10l3-4" class="line" />
  </symbol>
  <symbol id="i-elsewhere" viewBox="0 0 16 16"><path d="M5 8h6" class="line faint" /></symbol>
  <symbol id="i-info" viewBox="0 0 16 16"><circle cx="8" cy="8" r="3" class="fill" /></symbol>
</svg>`;

/** Has the page know the icons. */
export function addIcons() {
  document.body.insertAdjacentHTML("afterbegin", SPRITE);
}
