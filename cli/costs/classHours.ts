/** Hours of a class of half a day. */
export const classHours = 4;
