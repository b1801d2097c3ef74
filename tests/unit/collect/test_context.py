import pytest

from tropa.collect.context import Context, device_of, external_names, surroundings

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit Mobile/15E148"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit Chrome/120.0 Mobile Safari"
TABLET = "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit Chrome/120.0 Safari"
IPAD = "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit Mobile/15E148"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit Chrome/120.0 Safari/537.36"
TELEVISION = "Mozilla/5.0 (Linux; Android 11; Smart TV) AppleWebKit Chrome/120.0"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, "phone"),
        (ANDROID, "phone"),
        (TABLET, "tablet"),
        (IPAD, "tablet"),
        (DESKTOP, "desktop"),
        (TELEVISION, "tv"),
        ("analytics-python/2.3", None),
        ("", None),
    ],
)
def test_a_browser_tells_its_device(agent: str, device: str | None) -> None:
    assert device_of(agent) == device


def test_page_campaign_and_device_join_the_properties() -> None:
    context = Context(
        page={
            "path": "/windows",
            "url": "https://shop.ru/windows",
            "search": "?a=1",
            "title": 5,
        },
        campaign={"name": "spring", "source": "vk", "medium": "cpc", "strange": "x"},
        user_agent=PHONE,
    )

    assert surroundings(context, {}) == {
        "path": "/windows",
        "url": "https://shop.ru/windows",
        "utm": {"campaign": "spring", "source": "vk", "medium": "cpc"},
        "device": "phone",
    }


def test_what_the_sender_put_there_stays() -> None:
    context = Context(page={"path": "/a"}, campaign={"source": "vk"}, user_agent=PHONE)

    assert surroundings(context, {"path": 1, "utm": None, "device": "kiosk"}) == {}


def test_the_device_that_is_named_is_believed_first() -> None:
    assert surroundings(Context(device={"type": "Tablet"}, user_agent=PHONE), {}) == {
        "device": "tablet"
    }


@pytest.mark.parametrize("odd", [1, "x", [], ["a"], {"type": 5}, {"path": {}}, True])
def test_odd_surroundings_are_left_out(odd: object) -> None:
    context = Context(page=odd, campaign=odd, device=odd, user_agent=None)

    assert surroundings(context, {}) == {}


def test_external_ids_are_names() -> None:
    flags: list[str] = []
    entries: list[object] = [
        {"type": "telegram_id", "id": 77, "collection": "users", "encoding": "none"},
        {"type": "email", "id": "ANN@shop.test"},
        {"type": "phone", "id": "1"},
        {"type": "ios.idfa", "id": "x"},
        "x",
        {"type": []},
    ]

    names = [str(name) for name in external_names(entries, flags.append)]
    assert names == ["messenger:telegram:77", "email:ann@shop.test"]
    assert flags == ["phone_invalid"]
