/** Most characters of a tag's value (Learn, "Use tags to organize your Azure resources", Limitations). */
export const longestTagValue = 256;
