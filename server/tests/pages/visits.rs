//! Any visit: language, headers, errors, statements of the city.

use crate::{
    reader::Reader,
    story::{City, footprint, with},
};
use serde_json::json;

#[tokio::test]
async fn every_page_speaks_the_readers_language_and_offers_the_other() {
    let city = City::open().await;
    let report = city.citizen().await.report(&footprint(0.0)).await;
    let own = format!("/reports/{}", report["number"].as_str().unwrap());
    let pages = [
        ("/", "What you see gets the city fixed", "Η πόλη φτιάχνεται με όσα βλέπετε"),
        ("/reports", "Giant's footprint", "Πατημασιά γίγαντα"),
        ("/map", "Map of reports", "Χάρτης αναφορών"),
        (own.as_str(), "What happened", "Τι έγινε"),
        ("/privacy", "What is never published", "Τι δεν δημοσιεύεται ποτέ"),
        ("/accessibility", "The aim", "Ο στόχος"),
    ];
    for (path, english, greek) in pages {
        let page = Reader::of(&city).open(path).await.ok();
        page.shows(english).holds("<html lang=\"en\">").holds("Town of Lilliput").holds("tel:+61855500000");
        page.holds(&format!("href=\"{path}?lang=el\" lang=\"el\""));
        assert_eq!(page.header("content-language"), "en");
        let page = Reader::of(&city).reading("el-GR,el;q=0.9,en;q=0.5").open(path).await.ok();
        page.shows(greek).holds("<html lang=\"el\">").holds("Δήμος Λιλιπούτης").hides("page-").hides("state-");
    }
}

#[tokio::test]
async fn a_chosen_language_wins_is_kept_and_keeps_the_page() {
    let city = City::open().await;
    let chosen = Reader::of(&city).open("/reports?face=open&lang=el").await.ok();
    chosen.holds("<html lang=\"el\">").holds("href=\"/reports?face=open&#38;lang=en\"");
    assert_eq!(chosen.header("set-cookie"), "lang=el; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    let kept = Reader::of(&city).with_cookie("a=b; lang=el").open("/map").await.ok();
    kept.holds("<html lang=\"el\">");
    assert_eq!(kept.header("set-cookie"), "", "only what is chosen is kept");
    Reader::of(&city).with_cookie("lang=el").open("/map?lang=en").await.ok().holds("<html lang=\"en\">");
    for nonsense in ["/?lang=tlh", "/?lang=", "/?lang=%ff"] {
        Reader::of(&city).reading("fr").open(nonsense).await.ok().holds("<html lang=\"el\">");
    }
}

#[tokio::test]
async fn a_page_allows_nothing_foreign_and_is_not_sent_twice() {
    let city = City::open().await;
    let page = Reader::of(&city).open("/privacy").await.ok();
    let policy = page.header("content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    page.hides("<script").hides("style=").hides("<style").hides("http-equiv");
    assert_eq!(page.header("vary"), "accept-language, cookie, accept-encoding");
    assert_eq!(page.header("cache-control"), "no-cache");
    let again = Reader::of(&city).knowing(page.header("etag")).open("/privacy").await;
    assert_eq!((again.status, again.html.as_str()), (304, ""));
    let other = Reader::of(&city).knowing(page.header("etag")).reading("el").open("/privacy").await;
    assert_eq!(other.status, 200, "another language is another page");
}

#[tokio::test]
async fn the_style_is_kept_for_good_and_found_under_its_own_name_only() {
    let city = City::open().await;
    let reader = Reader::of(&city);
    let style = reader.open("/").await.links("/assets/").remove(0);
    let css = reader.open(&style).await.ok();
    assert_eq!(css.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    css.hides("http://").hides("https://").hides("@import");
    assert_eq!(reader.open("/assets/pages-000000000000.css").await.status, 404);
    assert_eq!(reader.open("/favicon.svg").await.ok().header("content-type"), "image/svg+xml");
    reader.open("/robots.txt").await.ok().holds("Disallow: /api/");
}

#[tokio::test]
async fn a_browser_reads_a_page_where_a_program_reads_a_problem() {
    let city = City::open().await;
    for path in ["/nothing/here", "/reports/LILL-2026-999999", "/reports/%3Cscript%3E", "/assets/x"] {
        let page = Reader::of(&city).open(path).await;
        assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"), "{path}");
        page.shows("There is no such page").hides("<script");
        let greek = Reader::of(&city).with_cookie("lang=el").open(path).await;
        greek.shows("Η σελίδα δεν βρέθηκε").holds("<html lang=\"el\">");
        let problem = Reader::of(&city).accepting("application/json").open(path).await;
        assert_eq!((problem.status, problem.header("content-type")), (404, "application/problem+json"), "{path}");
    }
    let wire = Reader::of(&city).open("/api/v1/nothing").await;
    assert_eq!(wire.header("content-type"), "application/problem+json", "below the wire's path nobody reads pages");
    let nobody = Reader::of(&city).open("/reports/LILL-2026-999999").await;
    nobody.hides("999999\"><").holds("noindex");
}

#[tokio::test]
async fn what_people_write_is_text_and_nothing_else() {
    let city = City::open().await;
    let evil = "<script>alert(1)</script>\"><img src=x onerror=alert(2)> {{7*7}} &lt;b&gt; \u{202E}gnp.exe";
    let long = "α".repeat(300);
    let new = with(footprint(0.0), json!({ "description": format!("{evil} {long}"), "place_hint": evil }));
    let report = city.citizen().await.report(&new).await;
    let own = format!("/reports/{}", report["number"].as_str().unwrap());
    for path in ["/", "/reports", "/map", own.as_str()] {
        let page = Reader::of(&city).open(path).await.ok();
        page.hides("<script").hides("<img src=x").hides("\u{202E}").shows("<script>alert(1)</script>\"><img");
    }
    let asked = [
        "/reports?number=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/reports?face=%22%3E%3Cscript%3E&what=%3Cscript%3E&after=%3Cscript%3E",
        "/map?street=%22%3E%3Cscript%3E",
        "/map?lat=%3Cscript%3E&lon=1&area=%22%3E%3Cscript%3E",
        "/%22%3E%3Cscript%3E?lang=en&x=%22%3E%3Cscript%3E",
    ];
    for path in asked {
        Reader::of(&city).open(path).await.hides("<script");
    }
}
