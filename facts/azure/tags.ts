/*
 * Learn, "Use tags to organize your Azure resources", Limitations. The reserved prefixes are in the REST API's description of
 * `Tags - Create Or Update`. Names are compared without regard to case, values are any text.
 */

/** Most characters of a tag's value. */
export const longestTagValue = 256;

/** Most characters of a tag's name. */
export const longestTagName = 512;

/** What a tag's name cannot contain. */
export const refusedInTagNames = ["<", ">", "%", "&", "\\", "?", "/"];

/** How a tag's name cannot begin, in any spelling. */
export const reservedTagPrefixes = ["microsoft", "azure", "windows"];

/** Most tags of one resource. */
export const mostTags = 50;

/** Tags that AKS itself gives to the scale set of a node pool: twelve to fourteen `aks-managed-…` in templates of 2025, and room for more. */
export const tagsOfAks = 16;
