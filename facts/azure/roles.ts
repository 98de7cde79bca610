/** Id of the built-in role AcrPull, the same in every directory (Learn, "Azure built-in roles for Containers", as of 2026-11). */
export const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
