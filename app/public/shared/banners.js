// @ts-check
import { byId, icon, make, setText } from "./dom.js";

/** Shows what is wrong, a banner each. @param {Iterable<string>} texts */
export function showBanners(texts) {
  const wanted = [...texts];
  const frame = byId("banners");
  while (frame.children.length > wanted.length) frame.lastElementChild?.remove();
  wanted.forEach((text, index) => {
    const banner = frame.children[index] ?? frame.appendChild(make("p", "banner", icon("failing"), make("span")));
    setText(/** @type {Element} */ (banner.lastElementChild), text);
  });
}
