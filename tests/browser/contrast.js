// Lists every shown text whose contrast with what lies behind it is less than 4.5 to 1.
() => {
    const parse = colour => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const light = ([r, g, b]) => [r, g, b]
        .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = node => {
        const layers = [];
        for (let up = node; up; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (style.backgroundImage.includes('linear-gradient') && up.id !== 'conversation') return null;
            layers.push(parse(style.backgroundColor));
            if (layers.at(-1)[3] === 1) break;
        }
        return layers.reverse().reduce((under, over) => under.map((v, at) => v * (1 - over[3]) + over[at] * over[3]));
    };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        const silent = node.closest('.sr-only, [aria-hidden]');
        if (silent || !walker.currentNode.data.trim() || !node.checkVisibility()) continue;
        const ground = behind(node);
        if (!ground) continue;
        const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground)].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${node.textContent.slice(0, 30)}`);
    }
    return poor;
}
