// @ts-check

const MOVE = { duration: 700, easing: "cubic-bezier(.3,.9,.3,1)" };
const LEAVE = { duration: 350, easing: "ease-in", fill: /** @type {const} */ ("forwards") };

function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Animates elements from their old to their new position. An element whose frame moves is carried by the frame. New
 * elements start at the source.
 *
 * @param {HTMLElement[]} elements
 * @param {HTMLElement} source
 * @param {() => void} change
 */
export function animateMoves(elements, source, change) {
  if (prefersReducedMotion() || document.hidden) return change();
  const before = new Map(elements.map((element) => [element, positionOf(element)]));
  const sourceRect = source.getBoundingClientRect();
  change();
  if (before.size === 0) return;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pod:not(.leaving)"))) {
    const from = before.get(element);
    const to = positionOf(element);
    if (from === undefined && to.frame === source) {
      element.animate([{ opacity: 0, transform: "scale(.8)" }, {}], MOVE);
      continue;
    }
    const start = from === undefined ? sourceRect : from.frame === to.frame ? movedWithFrame(from, to) : from.rect;
    const [x, y] = [start.left - to.rect.left, start.top - to.rect.top];
    if (Math.abs(x) + Math.abs(y) < 2) continue;
    element.animate(
      [
        { transform: `translate(${x}px, ${y}px)`, zIndex: 5 },
        { transform: "none", zIndex: 5 },
      ],
      MOVE,
    );
  }
}

/** @typedef {{ frame: Element | null, rect: DOMRect, frameRect: DOMRect }} Position */

/**
 * @param {HTMLElement} element
 * @returns {Position}
 */
function positionOf(element) {
  const frame = element.parentElement;
  return { frame, rect: element.getBoundingClientRect(), frameRect: (frame ?? element).getBoundingClientRect() };
}

/**
 * The element's old position, as if its frame had already been at its new position.
 *
 * @param {Position} from
 * @param {Position} to
 */
function movedWithFrame(from, to) {
  return {
    left: from.rect.left + to.frameRect.left - from.frameRect.left,
    top: from.rect.top + to.frameRect.top - from.frameRect.top,
  };
}

/**
 * Removes an element from the layout at once and fades it out.
 *
 * @param {HTMLElement} element
 */
export function animateLeave(element) {
  if (prefersReducedMotion() || document.hidden) return element.remove();
  const { offsetLeft: left, offsetTop: top, offsetWidth: width } = element;
  element.classList.add("leaving");
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
  const fadeOut = [{ opacity: 1 }, { opacity: 0, transform: "scale(.6)" }];
  element.animate(fadeOut, LEAVE).finished.then(() => element.remove());
}
