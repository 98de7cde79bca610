const minutesOfDay = 24 * 60;

/** Minutes from one time of day (`HH:MM`) until the clock shows another: 0 for the same. */
export function minutesBetween(from: string, to: string): number {
  return (minuteOf(to) - minuteOf(from) + minutesOfDay) % minutesOfDay;
}

/** The time of day so many minutes after another one, up to a day before or after it. */
export function plusMinutes(time: string, minutes: number): string {
  const minute = (minuteOf(time) + minutes + minutesOfDay) % minutesOfDay;
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}
