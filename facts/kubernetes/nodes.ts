/**
 * Processes and threads that one pod may have: many times what a web server needs, and few for a node (32,768 by Linux' default;
 * kubernetes.io, "Process ID Limits And Reservations", 2026-11-28).
 */
export const mostPodPids = 1024;
