import { doubtNotes } from "../../cli/doubtNotes";

describe("doubtNotes", () => {
  it("warns of a region that is not known, which may be new", () => {
    expect(doubtNotes({ target: "azure", location: "tokyo" })).toEqual([
      "No region tokyo is known here. Azure may have got one of that name since; `az account list-locations --output table` shows " +
        "which there are.",
    ]);
  });

  it("says nothing of a known region, nor of a lab on Docker", () => {
    expect(doubtNotes({ target: "azure", location: "koreacentral" })).toEqual([]);
    expect(doubtNotes({ target: "local", location: "koreacentral" })).toEqual([]);
  });
});
