/** Days as a recurrence names them (Learn, "Schema reference for trigger and action types in Azure Logic Apps"). */
export const weekDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export type WeekDay = (typeof weekDays)[number];
